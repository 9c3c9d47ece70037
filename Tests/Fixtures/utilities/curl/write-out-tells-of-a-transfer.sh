# shells: gnu
printf 'hello\n' >f
curl -s -w '%{http_code} %{size_download} %{exitcode} [%{errormsg}] %{scheme} %{num_redirects} %{method}\n' "file://$PWD/f"
curl -s -o out -w '%{filename_effective}|%{urlnum}|%%|\t|\q|%{response_code}|%z\n' "file://$PWD/f"
curl -s -w '%{exitcode} %{errormsg} %{http_code}\n' file:///no
curl -s -w '%{stderr}to errors\n%{stdout}to output\n' "file://$PWD/f"
curl -s -w '%{nope}x\n' "file://$PWD/f"
echo 'from a file %{size_download}' >fmt; curl -s -w @fmt "file://$PWD/f"
