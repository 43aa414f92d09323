"""Addresses of what comes after go-live."""

from django.urls import path

from migration.views import adoption

ADOPTION = [
    path("plans/<int:pk>/adoption/", adoption.plan_adoption, name="plan_adoption"),
    path(
        "plans/<int:pk>/adoption/objectives/",
        adoption.adoption_take,
        name="adoption_take",
    ),
    path("plans/<int:pk>/adoption/measures/", adoption.measure_add, name="measure_add"),
    path("measures/<int:pk>/", adoption.measure_edit, name="measure_edit"),
    path("measures/<int:pk>/remove/", adoption.measure_remove, name="measure_remove"),
    path(
        "measures/<int:pk>/restore/", adoption.measure_restore, name="measure_restore"
    ),
    path(
        "measures/<int:pk>/values/",
        adoption.measure_value_add,
        name="measure_value_add",
    ),
    path(
        "measure-values/<int:pk>/remove/",
        adoption.measure_value_remove,
        name="measure_value_remove",
    ),
    path(
        "plans/<int:pk>/adoption/counts/",
        adoption.adoption_count,
        name="adoption_count",
    ),
    path(
        "plans/<int:pk>/adoption/trainings/",
        adoption.training_add,
        name="training_add",
    ),
    path("trainings/<int:pk>/", adoption.training_edit, name="training_edit"),
    path(
        "trainings/<int:pk>/remove/", adoption.training_remove, name="training_remove"
    ),
    path(
        "trainings/<int:pk>/restore/",
        adoption.training_restore,
        name="training_restore",
    ),
    path("plans/<int:pk>/adoption/reviews/", adoption.review_hold, name="review_hold"),
    path(
        "plans/<int:pk>/adoption/archive/",
        adoption.archive_prove,
        name="archive_prove",
    ),
    path(
        "plans/<int:pk>/adoption/switch-off/",
        adoption.old_switch_off,
        name="old_switch_off",
    ),
    path(
        "plans/<int:pk>/adoption/switch-back/",
        adoption.old_switch_back,
        name="old_switch_back",
    ),
]
