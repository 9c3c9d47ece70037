version: "3"
services:
  app:
    image: busybox
