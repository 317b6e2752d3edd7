from django.shortcuts import render


def overview(request, namespace, name):
    return render(request, "repositories/overview.html")


def tags(request, namespace, name):
    return render(request, "repositories/tags.html")


def tag(request, namespace, name, tag):
    return render(request, "repositories/tag.html")


def delete_tag(request, namespace, name, tag):
    return render(request, "repositories/tag.html")
