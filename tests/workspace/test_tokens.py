from workspace.tokens import hash_token, hashes_of, new_token


def test_a_token_has_256_random_bits_and_is_stored_as_a_keyed_hash(settings):  # R24
    token, hashed = new_token()
    settings.SIGNING_KEY = "another key of the same server, after a theft of rows"

    assert len(token) == 43  # 32 bytes in base64
    assert token not in hashed
    assert hash_token(token) != hashed
    assert new_token()[0] != token


def test_a_token_is_told_from_another(settings):  # R24
    token, hashed = new_token()

    assert hashed in hashes_of(token)
    assert hashed not in hashes_of(token + "x")


def test_a_retired_key_still_opens_what_it_signed(settings):  # R59
    token, hashed = new_token()
    settings.SIGNING_KEY_FALLBACKS = [settings.SIGNING_KEY]
    settings.SIGNING_KEY = "the key of the new year"

    assert hashed in hashes_of(token)
