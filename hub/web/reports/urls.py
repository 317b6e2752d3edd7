from django.urls import path

from hub.oci.names import LIBRARY
from hub.web.reports import views

urlpatterns = [
    path(
        "_/<repository:name>/report/",
        views.report,
        {"namespace": LIBRARY},
        name="repository_report",
    ),
    path(
        "<owner:namespace>/<repository:name>/report/",
        views.report,
        name="repository_report",
    ),
]
