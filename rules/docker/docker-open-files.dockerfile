FROM debian:12
# ruleid: docker-open-files
RUN mkdir /app && chmod -R 777 /app
# ruleid: docker-open-files
RUN chmod a+rwx /usr/local/bin/start
# ok: docker-open-files
RUN chmod -R 750 /app && chown -R app /app
# ok: docker-open-files
RUN chmod 1777 /scratch
USER app
