# Built by hand: docker build -t kanwu . && docker run --rm -v "$PWD:/work:ro" kanwu check .
FROM python:3.12-slim AS build
WORKDIR /src
COPY pyproject.toml README.md LICENSE NOTICE ./
COPY LICENSES LICENSES
COPY linter linter
COPY rules rules
COPY tools/build_hook.py tools/build_hook.py
RUN python -m venv /opt/kanwu \
    && /opt/kanwu/bin/pip install --no-cache-dir ".[docx,odt,report]"

FROM python:3.12-slim
RUN useradd --uid 10001 kanwu
COPY --from=build /opt/kanwu /opt/kanwu
ENV PATH=/opt/kanwu/bin:$PATH
USER 10001
WORKDIR /work
ENTRYPOINT ["kanwu"]
CMD ["check"]
