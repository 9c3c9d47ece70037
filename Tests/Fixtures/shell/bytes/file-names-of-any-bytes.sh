printf x > "$(printf 'n\377m')"; for f in *; do printf %s "$f"; echo; done; ls | wc -l | tr -d ' '; cat n?m; echo; rm n*; ls
