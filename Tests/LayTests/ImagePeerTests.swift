import Foundation
import Lay
import LayDisk
import LayFiles
import LayImages
import LayTestSupport
import Testing

/// Images beside podman's and buildah's, on this machine's own stores.
@Suite(.serialized) struct ImagePeerTests {
    private func withDirectory(_ body: (URL) throws -> Void) throws {
        let directory = FileManager.default.temporaryDirectory.appending(
            path: "lay-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        try body(directory)
    }

    private func engine(_ directory: URL) -> Engine {
        var host = Host()
        host.files = DiskFileSystem()
        host.workingDirectory = directory.path
        host.readable = [directory.path]
        host.writable = [directory.path]
        return Engine(host: host)
    }

    @Test(.needs("root", "podman", "buildah", "skopeo"))
    func `inspect shows what podman image inspect shows`() throws {
        try withDirectory { directory in
            let name = "localhost/lay-inspect:v1"
            try Peer.run(
                """
                printf '%s\\n' 'FROM scratch' 'COPY f /f' 'ENV E=1' 'LABEL l=v' 'EXPOSE 80 53/udp' \
                    'VOLUME /imgvol' 'USER app' 'STOPSIGNAL SIGINT' 'SHELL ["/bin/s"]' \
                    'ONBUILD RUN x' 'ENTRYPOINT ["sleep"]' 'CMD ["300"]' 'MAINTAINER me' \
                    'HEALTHCHECK --interval=30s --timeout=5s --retries=2 CMD true' > Dockerfile
                echo f > f
                buildah bud -q --format docker -t \(name) . >/dev/null
                skopeo copy -q containers-storage:\(name) docker-archive:a.tar:\(name)
                podman image inspect \(name) > inspect.json
                podman rmi \(name) >/dev/null
                """, in: directory)
            let engine = engine(directory)
            try engine.evaluate(
                "import json\nlet text = json.write(image.load(\"a.tar\").inspect())")
            let lay = try object(Data((engine.value(of: "text")?.string ?? "").utf8))
            let podman = try object(
                Data(contentsOf: directory.appending(path: "inspect.json")))
            #expect(lay["Id"] as? String == "sha256:\(podman["Id"] as? String ?? "")")
            for field in [
                "RepoTags", "Parent", "Comment", "Created", "Author", "Architecture", "Os",
                "RootFS",
            ] {
                #expect(equal(lay[field], podman[field]), "\(field)")
            }
            let config = try #require(lay["Config"] as? [String: Any])
            let wanted = try #require(podman["Config"] as? [String: Any])
            for (field, value) in wanted {
                #expect(equal(config[field], value), "Config.\(field)")
            }
            #expect(equal(config["Healthcheck"], podman["Healthcheck"]))
            // podman counts its own records too, so the size has only its type in common.
            for field in ["Size", "RepoDigests", "GraphDriver"] {
                #expect(Self.kind(lay[field]) == Self.kind(podman[field]), "\(field)")
            }
        }
    }

    private func object(_ data: Data) throws -> [String: Any] {
        let json = try JSONSerialization.jsonObject(with: data)
        return try #require((json as? [[String: Any]])?.first ?? json as? [String: Any])
    }

    private func equal(_ a: Any?, _ b: Any?) -> Bool {
        guard let a = a as? NSObject, let b = b as? NSObject else { return a == nil && b == nil }
        return a == b
    }

    private static func kind(_ value: Any?) -> String {
        switch value {
        case is String: "string"
        case is [Any]: "list"
        case is [String: Any]: "map"
        default: "number"
        }
    }

    /// A line of a Dockerfile and the same as a method call.
    ///
    /// Where buildah parts from Docker 28, `Fixtures/dockerfile/copy` has what Docker does: `--chmod`
    /// on directories that are made, `--chown` of archives, a file in the place of a directory.
    static let steps: [(line: String, call: String)] = [
        ("COPY src/s /d/s", "copy(\"src/s\", to: \"/d/s\")"),
        ("COPY src /new", "copy(\"src\", to: \"/new\")"),
        ("COPY src /d", "copy(\"src\", to: \"/d\")"),
        ("COPY f /tolink", "copy(\"f\", to: \"/tolink\")"),
        ("COPY src/s /tolink", "copy(\"src/s\", to: \"/tolink\")"),
        ("COPY flink /x", "copy(\"flink\", to: \"/x\")"),
        ("COPY slink /x", "copy(\"slink\", to: \"/x\")"),
        ("COPY f /d/newdir/", "copy(\"f\", to: \"/d/newdir/\")"),
        ("COPY src/s/a* nomatch* /w/", "copy([\"src/s/a*\", \"nomatch*\"], to: \"/w/\")"),
        ("COPY *link /w/", "copy(\"*link\", to: \"/w/\")"),
        ("COPY f .", "copy(\"f\", to: \".\")"),
        ("COPY --chmod=600 f /e", "copy(\"f\", to: \"/e\", mode: 0o600)"),
        ("COPY --chown=7:8 src /p/q", "copy(\"src\", to: \"/p/q\", owner: \"7:8\")"),
        ("COPY --chown=7:8 f /p/q/", "copy(\"f\", to: \"/p/q/\", owner: \"7:8\")"),
        ("ADD t.tar /", "add(\"t.tar\", to: \"/\")"),
        ("ADD t.dat /n/m", "add(\"t.dat\", to: \"/n/m\")"),
        ("ADD t.zst /n", "add(\"t.zst\", to: \"/n\")"),
        ("ADD f.gz empty cut.tar /n/", "add([\"f.gz\", \"empty\", \"cut.tar\"], to: \"/n/\")"),
        ("ADD src /n", "add(\"src\", to: \"/n\")"),
        ("USER x\nWORKDIR /wd/sub\nWORKDIR in", "user(\"x\").workdir(\"/wd/sub\").workdir(\"in\")"),
    ]

    @Test(.needs("root", "buildah", "skopeo", "zstd"))
    func `copy, add and workdir leave what buildah leaves`() throws {
        try withDirectory { directory in
            try Peer.run(
                """
                mkdir -p src/s t/d/s base/d/s base/real base/etc
                echo a > src/s/a; chmod 700 src; echo b > src/b; echo f > f
                ln -s src slink; ln -s f flink; ln -s b src/inner
                echo x > t/d/s/x; chmod 700 t/d/s; chmod 777 t/d; chown -R 3:4 t/d
                (cd t; tar cf ../t.tar d; tar czf ../t.dat d; zstd -q ../t.tar -o ../t.zst)
                head -c 300 t.tar > cut.tar; gzip -c f > f.gz; : > empty
                chmod 711 base/d/s; chmod 750 base/d; chown 5:6 base/d/s; ln -s /real base/tolink
                printf 'x:x:44:45:x:/:/bin/sh\\n' > base/etc/passwd
                c=$(buildah from scratch); buildah copy -q $c base / >/dev/null
                buildah commit -q $c localhost/lay-copy-base >/dev/null; buildah rm $c >/dev/null
                skopeo copy -q containers-storage:localhost/lay-copy-base docker-archive:base.tar
                """, in: directory)
            defer { _ = try? Peer.run("buildah rmi -f localhost/lay-copy-base", in: directory) }
            let engine = engine(directory)
            try engine.evaluate("let base = image.load(\"base.tar\")")
            for (number, step) in Self.steps.enumerated() {
                try "FROM localhost/lay-copy-base\n\(step.line)\n".write(
                    to: directory.appending(path: "Dockerfile"), atomically: true, encoding: .utf8)
                let listing = try Peer.run(
                    """
                    id=$(buildah bud -q --network none . 2>/dev/null); c=$(buildah from $id)
                    m=$(buildah mount $c); (cd $m; find . -mindepth 1 -printf '%p %y %m %U:%G %l\\n')
                    buildah rm $c >/dev/null; buildah rmi $id >/dev/null 2>&1
                    """, in: directory)
                try engine.evaluate("let result\(number) = base.\(step.call)")
                let image = try #require(engine.value(of: "result\(number)")?.image)
                let shown = image.tree.walk().filter { !$0.path.isRoot }.map(Self.line)
                let wanted = listing.split(separator: "\n").map(String.init)
                #expect(shown.sorted() == wanted.sorted(), "\(step.line)")
            }
        }
    }

    private static func line(_ entry: FileEntry) -> String {
        let attributes = entry.node.attributes
        var (letter, target) = ("f", "")
        if case .symlink(let bytes) = entry.node.body {
            (letter, target) = ("l", String(decoding: bytes, as: UTF8.self))
        }
        if entry.node.kind == .directory { letter = "d" }
        return
            ".\(entry.path) \(letter) \(String(attributes.mode, radix: 8)) \(attributes.uid):\(attributes.gid) \(target)"
    }
}
