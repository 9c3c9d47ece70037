printf %s "!#%&'()*+,-./:;<=>?@[]^_{|}~"; echo; printf %s "\"\$\`\\"; echo
