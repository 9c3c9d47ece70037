printf 'a b\nc\n' > f
xargs -I{} echo '<{}> {}{}' < f; xargs -I % sh -c 'echo [%]' < f; xargs -i echo '{}!' < f
printf '  a b  \n\n c\n' | xargs -I{} echo '[{}]'; xargs -I{} echo none < /dev/null; xargs -I@ -t echo @ < f 2>&1
echo x | xargs -I{} echo {} {}
