"""The clients people have, against a hub as it is served: docker with a daemon of its own, skopeo, podman, buildah."""
