"""One text in the languages of the product."""

from dataclasses import dataclass

LANGUAGES = ("en", "ar", "fa")


@dataclass(frozen=True, slots=True)
class Words:
    en: str
    ar: str
    fa: str

    def in_language(self, code: str) -> str:
        """Return the text for a code such as fa or fa-IR; English for any other."""
        language = code.lower().replace("_", "-").partition("-")[0]
        return {"ar": self.ar, "fa": self.fa}.get(language, self.en)
