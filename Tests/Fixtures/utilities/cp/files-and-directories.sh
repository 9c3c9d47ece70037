mkdir d; echo one > f; echo two > g; ln -s f l; chmod 751 f
cp f copy; cp f d; cp f g d; cp -r d e; cp -r d e; cp l through; cp -P l link; cp -R l link2; cp -T f t; cp -t d l; ls -R; cp f d/ ; cp -r d/. all; ls all; cat through; readlink link link2 2>/dev/null; readlink link2; cp -a d arch; ls arch
