mkdir real; echo f > real/f; ln -s real l; ln -s f real/link
