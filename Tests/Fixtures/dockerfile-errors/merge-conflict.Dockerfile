FROM busybox
<<<<<<< HEAD
RUN one
=======
RUN two
>>>>>>> other
