echo data > f; exec 3<f; rm f; cat <&3; exec 3<&-; ls
