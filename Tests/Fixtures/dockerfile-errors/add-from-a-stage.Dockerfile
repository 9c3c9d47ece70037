FROM busybox AS build
FROM busybox
ADD --from=build /app /app
