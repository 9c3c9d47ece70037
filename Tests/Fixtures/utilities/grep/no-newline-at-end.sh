printf 'a\nb' | grep b
