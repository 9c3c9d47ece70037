printf 'a\nb' | sed 's/b/B/'
