cat > run <<'EOF' && chmod +x run && ./run 1 2
#!/bin/sh
set -e
echo "args $#"
EOF
