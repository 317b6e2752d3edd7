from django.urls import path

from hub.web.mine import leaving, starred, views, watching

urlpatterns = [
    path("repositories/", views.my_repositories, name="my_repositories"),
    path("repositories/shared/", views.shared_with_me, name="shared_with_me"),
    path(
        "repositories/shared/<namespace:namespace>/<repository:name>/leave/",
        leaving.leave,
        name="shared_leave",
    ),
    path("repositories/starred/", starred.starred, name="starred"),
    path("repositories/watching/", watching.watching, name="watching"),
    path(
        "repositories/watching/key/<str:key>/", watching.stop_by_key, name="watch_stop"
    ),
]
