import Foundation
import Lay
import LayDisk
import LayFiles
import LayTestSupport
import Testing

/// What Lay writes keeps the rules of those who are not here to read it: OCI's schemas, docker load
/// and containerd's import.
@Suite struct ExportRulesTests {
    /// Every instruction, layers that came in, several names.
    private static let script = """
        let app = toolbox.workdir("/srv").write("run.sh", "#!/bin/sh", mode: 0o755)
            .run("mkdir data && ln -s data d && echo ready > data/state").run("rm d")
            .arg("V", "2").env({MODE: "prod", EMPTY: ""}).label({team: "a"}).expose(80, "53/udp")
            .volume("/srv/data").user("nobody").stop_signal("SIGINT").shell("/bin/sh", "-e")
            .onbuild("RUN make").healthcheck("test -f /srv/data/state", interval: "30s")
            .entrypoint("/srv/run.sh").cmd("--all")
            .tag("app:1").tag("ghcr.io/me/app.x:2_3").tag("localhost:5000/a/b:c")
        app.save("plain", compression: "none")
        app.save("layout")
        app.save("zstd", compression: "zstd")
        app.save("layout.tar")
        app.save("load.tar", format: "docker")
        let back = image.load("zstd").write("/more", "x")
        back.tag("back").save("back")
        image.load("load.tar").tag("again").save("again.tar")
        scratch.write("/f", "").tag("small").save("small", rewrite_timestamps: true)
        image.load("layout.tar").tag("app:2").start(name: "con", entrypoint: [], command: "echo x > /x", user: "0")
        volume("data").write("/row", "1")
        world.save("world")
        """

    @Test(
        arguments: ["plain", "layout", "zstd", "layout.tar", "back", "again.tar", "small", "world"])
    func `an image layout keeps the rules of OCI and containerd`(name: String) throws {
        try check(name) { rules in try rules.checkLayout(isWorld: name == "world") }
    }

    @Test func `a docker-archive keeps the rules of docker load`() throws {
        try check("load.tar") { rules in try rules.checkDockerArchive() }
    }

    @Test func `broken rules are found`() throws {
        let found = [
            "oci-layout has another version", "is not whole", "has no name for containerd",
            "nothing names other", "Env of blobs/sha256/", "was created at no time",
            "has another number of layers",
        ]
        try check("layout", expected: found) { rules in
            try rules.checkLayout()
        } break: { shell in
            try shell.run(
                """
                sed -i 's/"architecture":"amd64",//; s,docker.io/library/app:1,APP,' index.json
                sed -i 's/1.0.0/2.0/' oci-layout
                echo more > blobs/sha256/other
                for f in blobs/sha256/*; do
                    if grep -q '"OnBuild"' $f; then
                        sed -i 's/"Env":\\[/"Env":[1,/; s/"created":"1970/"created":"at/g' $f
                        sed -i 's/"diff_ids":\\[/"diff_ids":["sha256:0",/' $f
                    fi
                done
                """)
        }
    }

    private func check(
        _ name: String, expected: [String] = [], _ body: (inout LayoutRules) throws -> Void,
        break: (Shell) throws -> Void = { _ in }
    ) throws {
        try withTemporaryDirectory { directory in
            var host = Host()
            host.files = DiskFileSystem()
            host.workingDirectory = directory.path
            (host.readable, host.writable) = ([directory.path], [directory.path])
            try Engine(host: host).run(Self.script)
            var place = directory.path + "/" + name
            if name.hasSuffix(".tar") {
                try Peer.run("mkdir unpacked; tar -xf \(name) -C unpacked", in: directory)
                place = directory.path + "/unpacked"
            }
            try `break`(Shell(directory: place))
            var rules = LayoutRules(place)
            try body(&rules)
            if expected.isEmpty { #expect(rules.faults == []) }
            for fault in expected {
                #expect(rules.faults.contains { $0.contains(fault) }, "\(fault): \(rules.faults)")
            }
        }
    }
}
