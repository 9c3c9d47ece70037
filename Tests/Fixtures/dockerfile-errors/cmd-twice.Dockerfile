FROM busybox
CMD ["one"]
CMD ["two"]
