from django.shortcuts import render


def explore(request):
    return render(request, "search/explore.html")


def search(request):
    return render(request, "search/search.html")
