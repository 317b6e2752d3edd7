from django.contrib.auth.decorators import login_required
from django.shortcuts import render


@login_required
def my_repositories(request):
    return render(request, "mine/my_repositories.html")
