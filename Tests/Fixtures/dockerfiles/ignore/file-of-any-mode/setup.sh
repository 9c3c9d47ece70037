chmod 200 .dockerignore
