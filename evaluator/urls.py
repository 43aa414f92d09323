app_name = "evaluator"


urlpatterns: list = []
