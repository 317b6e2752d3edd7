from django.shortcuts import render


def namespace(request, name):
    return render(request, "namespaces/namespace.html")
