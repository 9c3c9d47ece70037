import Foundation
import LayTestSupport
import Testing

@testable import LayCommands

/// ADD fetches with the machine's curl and git, from hosts that were granted.
@Suite(
    .enabled(if: LayProcess.path != nil, "needs the built lay"),
    .needs("python3", "curl", "git"))
struct NetworkTests {
    @Test func `the host of an address is what is granted`() {
        #expect(Network.host(of: "https://user@a.example:8080/x?y=@z") == "a.example")
        #expect(Network.host(of: "git@a.example:team/app.git") == "a.example")
        #expect(Network.host(of: "http://[::1]:80/x") == "[::1]")
        #expect(Network.host(of: "https://") == nil)
    }

    @Test func `files and repositories come over the network that was granted, and only then`()
        throws
    {
        try Shell.inTemporaryDirectory { shell in
            let lay = try #require(LayProcess.path)
            let told = try shell.run(
                """
                mkdir www app
                printf 'hello\\n' > www/f.txt
                touch -d '2020-02-03 04:05:06 UTC' www/f.txt
                git init -q -b main repo
                cd repo
                git config user.email a@b.example
                git config user.name n
                mkdir d
                echo one > d/a
                git add .
                git commit -q -m one
                git tag v1
                echo two > d/a
                git commit -q -a -m two
                git clone -q --bare . ../www/r.git
                cd ../www/r.git
                git update-server-info
                cd ../..
                # The port is the machine's choice.
                python3 -c '
                import functools, http.server
                class Handler(http.server.SimpleHTTPRequestHandler):
                    def do_GET(self):
                        if self.path != "/go": return super().do_GET()
                        self.send_response(302)
                        self.send_header("Location", f"http://localhost:{server.server_port}/f.txt")
                        self.end_headers()
                handler = functools.partial(Handler, directory="www")
                server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
                open("port.new", "w").write(str(server.server_port))
                __import__("os").rename("port.new", "port")
                server.timeout = 60
                server.serve_forever()
                ' > /dev/null 2>&1 &
                server=$!
                trap 'kill $server' EXIT
                for n in $(seq 100); do [ -e port ] && break; sleep 0.1; done
                at=http://127.0.0.1:$(cat port)
                build() { '\(lay)' build --world w -q -t app "$@" app 2>&1 | grep '^ERROR' || true; }
                cat > app/Dockerfile <<END
                FROM toolbox
                ADD $at/f.txt /t/
                ADD $at/r.git#v1:d /old
                ADD $at/r.git /new
                RUN stat -c '%n %a %u %Y' /t/f.txt > /out && cat /old/a /new/d/a >> /out
                END
                build
                build --allow-net=other.example
                build --allow-net=127.0.0.1
                '\(lay)' --world w -e 'print(image("app")["/out"].text)'
                for path in nope r.git#v9; do
                    printf 'FROM scratch\\nADD %s /\\n' "$at/$path" > app/Dockerfile
                    build --allow-net
                done
                printf 'FROM scratch\\nADD %s/go /\\n' "$at" > app/Dockerfile
                build --allow-net=127.0.0.1
                build --allow-net=127.0.0.1 --allow-net=localhost && echo went
                """)
            let lines = told.split(separator: "\n").map(String.init)
            try #require(lines.count == 9, "\(told)")
            #expect(lines[0].hasSuffix("there is no network here"))
            #expect(lines[1].hasSuffix("is at 127.0.0.1, which is not granted"))
            #expect(lines[2...4] == ["/t/f.txt 600 0 1580702706", "one", "two"])
            #expect(lines[5].hasSuffix("invalid response status 404"))
            #expect(lines[6].hasSuffix("repository does not contain ref v9"))
            #expect(lines[7].hasSuffix("/go leads to localhost, which is not granted"))
            #expect(lines[8] == "went")
        }
    }
}
