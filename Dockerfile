# copydesk in an image: docker build -t copydesk . && docker run --rm -v "$PWD:/articles" copydesk
FROM rust:slim-bookworm AS build
RUN apt-get update -qq && apt-get install -y -qq g++ && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .
RUN cargo install --locked --path . --root /out

FROM debian:bookworm-slim
# git answers --staged and --since; libstdc++ is what Hunspell's engine is linked to.
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends git libstdc++6 && rm -rf /var/lib/apt/lists/* \
    && git config --system --add safe.directory '*'
COPY --from=build /out/bin/copydesk /usr/local/bin/copydesk
WORKDIR /articles
ENTRYPOINT ["copydesk"]
