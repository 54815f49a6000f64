FROM debian:12
# ruleid: docker-plain-http
RUN curl -fsS http://apt.parcels.example/key.gpg -o /usr/share/keyrings/parcels.gpg
# ruleid: docker-plain-http
RUN pip install --no-cache-dir --index-url http://pypi.parcels.example/simple parcels
# ruleid: docker-plain-http
RUN wget http://parcels.example/agent.tar.gz
# ruleid: docker-plain-http
RUN git clone http://git.parcels.example/agent.git
# ok: docker-plain-http
RUN curl -fsS https://apt.parcels.example/key.gpg -o /usr/share/keyrings/parcels.gpg
# ok: docker-plain-http
RUN ./start && curl -fsS http://localhost:8080/health
USER app
