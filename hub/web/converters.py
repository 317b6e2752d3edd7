"""What stands in the addresses of pages. Whatever is no name at all is the same 404 as a name nobody has."""

from django.urls import register_converter

from hub.oci import digests, names


class Namespace:
    """`library` has a page, /library/; its repositories are at /_/nginx/."""

    regex = names.NAMESPACE.pattern

    def to_python(self, text):
        return require(names.is_namespace, text)

    def to_url(self, name):
        return str(name)


class PersonalNamespace(Namespace):
    def to_url(self, name):
        if str(name) == names.LIBRARY:
            raise ValueError(name)
        return str(name)

    def to_python(self, text):
        if text == names.LIBRARY:
            raise ValueError(text)
        return super().to_python(text)


class Repository:
    regex = names.COMPONENT.pattern

    def to_python(self, text):
        return require(names.is_repository, text)

    def to_url(self, name):
        return str(name)


class Tag:
    regex = names.TAG.pattern

    def to_python(self, text):
        return require(names.is_tag, text)

    def to_url(self, name):
        return str(name)


class Digest:
    regex = "sha[0-9]+:[a-f0-9]+"

    def to_python(self, text):
        return require(digests.is_digest, text)

    def to_url(self, digest):
        return str(digest)


def require(is_valid, text):
    if not is_valid(text):
        raise ValueError(text)
    return text


def register():
    register_converter(Namespace, "namespace")
    register_converter(PersonalNamespace, "owner")
    register_converter(Repository, "repository")
    register_converter(Tag, "tag")
    register_converter(Digest, "digest")


register()
