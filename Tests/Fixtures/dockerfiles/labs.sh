#!/bin/sh
# Gives a daemon the image docker/dockerfile:1-labs, which knows COPY --parents: labs.sh DOCKER_DIR WORK_DIR
#
# The image is BuildKit's front end as Docker 28 has it, built from Debian unstable's sources with
# the tags of the labs channel. WORK_DIR takes 1.5 GB and the build some minutes, once.
set -eu
docker_dir=$(cd "$1" && pwd)
mkdir -p "$2/debs" "$2/root" "$2/image"
work=$(cd "$2" && pwd)

lists=$docker_dir/apt
apt() {
    command=$1
    shift
    "apt-$command" -o Dir::Etc::sourcelist="$lists/sources.list" -o Dir::Etc::sourceparts=- \
        -o Dir::State::lists="$lists/lists" -o Dir::Cache="$lists/cache" -o APT::Sandbox::User=root "$@"
}

if ! [ -e "$work/image/dockerfile-frontend" ]; then
    apt cache depends --recurse --no-recommends --no-suggests --no-conflicts --no-breaks \
        --no-replaces --no-enhances golang-github-docker-docker-dev |
        grep '^golang-.*-dev$' | sort -u > "$work/packages"
    (cd "$work/debs" && apt get download -qq $(cat "$work/packages") golang-1.27-go golang-1.27-src \
        golang-github-mitchellh-hashstructure-dev golang-github-google-shlex-dev \
        golang-github-gofrs-flock-dev golang-github-agext-levenshtein-dev)
    for package in "$work"/debs/*.deb; do dpkg -x "$package" "$work/root"; done
    mkdir -p "$work/go"
    cp -a "$work"/root/usr/share/go-1.27/. "$work/go"
    for name in bin pkg/tool VERSION go.env; do
        [ -L "$work/root/usr/lib/go-1.27/$name" ] || cp -a "$work/root/usr/lib/go-1.27/$name" "$work/go/$name"
    done
    sources=$work/root/usr/share/gocode/src/github.com
    mkdir "$sources/mitchellh/hashstructure/v2"
    cp "$sources"/mitchellh/hashstructure/*.go "$sources/mitchellh/hashstructure/v2"
    cd "$sources/moby/buildkit/frontend/dockerfile/cmd/dockerfile-frontend"
    GOROOT=$work/go GOPATH=$work/root/usr/share/gocode GO111MODULE=off GOCACHE=$work/cache \
        CGO_ENABLED=0 GOTOOLCHAIN=local nice -n 19 "$work/go/bin/go" build -p 1 \
        -tags "dfparents dfrunsecurity" -o "$work/image/dockerfile-frontend" .
fi

cat > "$work/image/Dockerfile" <<'END'
FROM scratch
COPY dockerfile-frontend /bin/
ENTRYPOINT ["/bin/dockerfile-frontend"]
LABEL moby.buildkit.frontend.network.none="true"
LABEL moby.buildkit.frontend.caps="moby.buildkit.frontend.inputs,moby.buildkit.frontend.subrequests,moby.buildkit.frontend.contexts"
END
DOCKER_HOST=unix://$docker_dir/docker.sock DOCKER_CONFIG=$docker_dir/config \
    "$docker_dir/root/usr/bin/docker" build -q -t docker/dockerfile:1-labs "$work/image"
