# Heed in a container: built with Swift's own image, run on a small Debian with five libraries and the binary.
#
#   docker build -t heed .
#   docker run --rm -e HEED_ALLOW_OPEN_ACCESS=true -p 127.0.0.1:8080:8080 -v heed-data:/var/lib/heed heed
#
# HEED_ALLOW_OPEN_ACCESS is not set here, on purpose. Without API keys (HEED_KEYS) requests need no credentials, so Heed
# refuses to listen beyond loopback until an operator says that something in front of it decides who may call: a choice
# of the place that the container runs in, and not of the image. In the example it is `-p 127.0.0.1:…`, which publishes
# the port to this machine alone. docs/operations.md has more.

FROM swift:6.3-bookworm AS build

# Packages are not pinned (DL3008): Debian's archive keeps only the newest build of a stable version.

# hadolint ignore=DL3008
RUN apt-get update \
  && apt-get install --yes --no-install-recommends libsimdjson-dev libsqlite3-dev libssl-dev zlib1g-dev \
  && rm -rf /var/lib/apt/lists/*

WORKDIR /build
COPY . .

# Swift's own libraries go into the binary, so that the image below needs no Swift.
RUN swift build -c release --product heed --static-swift-stdlib \
  && strip .build/release/heed


FROM debian:bookworm-slim

# What the binary still loads: simdjson, SQLite, OpenSSL, zlib and the C++ standard library. The two stages are the same
# Debian, so that their versions agree.
# hadolint ignore=DL3008
RUN apt-get update \
  && apt-get install --yes --no-install-recommends libsimdjson14 libsqlite3-0 libssl3 libstdc++6 zlib1g \
  && rm -rf /var/lib/apt/lists/* \
  && useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin heed \
  # Every command of heed looks for config/ in the current folder.
  && mkdir /srv/heed \
  && install --directory --owner 10001 --mode 700 /var/lib/heed \
  && ln -s /etc/heed /srv/heed/config

COPY --from=build /build/.build/release/heed /usr/local/bin/heed
COPY config /etc/heed
COPY LICENSE NOTICE /usr/share/doc/heed/

ENV HEED_HOST=0.0.0.0 \
  HEED_DATA=/var/lib/heed \
  HEED_PORT=8080
WORKDIR /srv/heed
USER 10001
# What must survive a restart.
VOLUME /var/lib/heed
EXPOSE 8080

# The image has no curl, but it has bash, which can open a connection itself: nothing needs to be installed for it.
# It asks in plain text, and 400 is what a service that speaks HTTPS says to that.
HEALTHCHECK --interval=10s --timeout=3s --start-period=5s --retries=3 CMD ["/bin/bash", "-c", "\
  exec 3<>\"/dev/tcp/127.0.0.1/$HEED_PORT\" \
  && printf 'GET /livez HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' >&3 \
  && read -r -t 2 _ status _ <&3 && [[ $status == 200 || $status == 400 ]]"]

# SIGTERM drains the service for up to 25 seconds (drain.deadline_seconds): give `docker stop --time 30` as much.
ENTRYPOINT ["/usr/local/bin/heed"]
CMD ["serve"]
