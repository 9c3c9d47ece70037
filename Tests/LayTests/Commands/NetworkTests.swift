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

    /// A web server for a directory, on a port of its own, and what is asked of it.
    private func serving<Result>(
        _ directory: URL, _ body: (_ address: String) throws -> Result
    ) throws -> Result {
        let server = Process()
        server.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        // The port is the machine's choice; the server tells which it was.
        let script = """
            import functools, http.server, sys
            handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=sys.argv[1])
            server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
            print(server.server_port, flush=True)
            server.serve_forever()
            """
        server.arguments = ["python3", "-c", script, directory.path]
        let output = Pipe()
        server.standardOutput = output
        server.standardError = FileHandle.nullDevice
        try server.run()
        defer {
            server.terminate()
            server.waitUntilExit()
        }
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        let port = try #require(Int(line.trimmingCharacters(in: .whitespacesAndNewlines)))
        return try body("http://127.0.0.1:\(port)")
    }

    private func sh(_ command: String, in directory: URL) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-ec", command]
        process.currentDirectoryURL = directory
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
    }

    @Test func `files and repositories come over the network that was granted, and only then`()
        throws
    {
        try withTemporaryDirectory { directory in
            try sh(
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
                """, in: directory)
            try serving(directory.appending(path: "www")) { address in
                let file = """
                    FROM toolbox
                    ADD \(address)/f.txt /t/
                    ADD \(address)/r.git#v1:d /old
                    ADD \(address)/r.git /new
                    RUN stat -c '%n %a %u %Y' /t/f.txt > /out && cat /old/a /new/d/a >> /out
                    """
                try file.write(
                    to: directory.appending(path: "app/Dockerfile"), atomically: true,
                    encoding: .utf8)
                let build = ["build", "--world", "w", "-q", "-t", "app"]
                let refused = try LayProcess.run(build + ["app"], in: directory)
                #expect(refused.status == 1)
                #expect(refused.errors.contains("there is no network here"))
                let other = try LayProcess.run(
                    build + ["--allow-net=other.example", "app"], in: directory)
                #expect(other.status == 1)
                let built = try LayProcess.run(
                    build + ["--allow-net=127.0.0.1", "app"], in: directory)
                #expect(built.status == 0, "\(built.errors)")
                let shown = try LayProcess.run(
                    ["--world", "w", "-e", "print(image(\"app\")[\"/out\"].text)"], in: directory)
                #expect(shown.output == "/t/f.txt 600 0 1580702706\none\ntwo\n\n")
                for (path, message) in [
                    ("nope", "invalid response status 404"),
                    ("r.git#v9", "repository does not contain ref v9"),
                ] {
                    try "FROM scratch\nADD \(address)/\(path) /\n".write(
                        to: directory.appending(path: "app/Dockerfile"), atomically: true,
                        encoding: .utf8)
                    let missing = try LayProcess.run(build + ["--allow-net", "app"], in: directory)
                    #expect(missing.status == 1)
                    #expect(missing.errors.contains(message), "\(missing.errors)")
                }
            }
        }
    }
}
