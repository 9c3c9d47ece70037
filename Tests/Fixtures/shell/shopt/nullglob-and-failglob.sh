# shells: bash
echo *.none; shopt -s nullglob; echo a *.none b; for f in *.none; do echo never; done; echo x=*.none "*.none"
shopt -u nullglob; shopt -s failglob; echo *.none; echo same line?
echo "next line $?"
