chmod 750 d d/e
