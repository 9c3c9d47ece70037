import Foundation
import Lay
import LayDisk
import LayTestSupport
import Testing

/// A real Docker 28, started by `shared/tools/docker-peer` beside the repository where it can be.
enum DockerPeer {
    /// Where it is unpacked, once for all runs.
    static let directory = FileManager.default.temporaryDirectory
        .appending(path: "lay-docker-peer").path

    private static let tool: String? = {
        var folder = URL(fileURLWithPath: #filePath)
        while folder.path != "/" {
            folder.deleteLastPathComponent()
            let tool = folder.appending(path: "shared/tools/docker-peer").path
            if FileManager.default.isExecutableFile(atPath: tool) { return tool }
        }
        return nil
    }()

    /// True when it runs now.
    static let isUp: Bool = {
        guard let tool, Shell.isRoot, Peers.have(["busybox", "patchelf"]) else { return false }
        let shell = Shell(directory: "/tmp")
        // The daemon would keep the descriptor by which Foundation sees that a process has ended.
        let line = """
            for f in /proc/$$/fd/*; do n=${f##*/}; [ $n -le 2 ] || eval "exec $n>&-"; done
            exec timeout 100 '\(tool)' '\(directory)' up 28 >/dev/null 2>&1 </dev/null
            """
        return (try? shell.run("exec bash -c '" + line.replacing("'", with: "'\\''") + "'"))
            != nil
    }()

    /// A line of sh that makes `docker` the peer's.
    static var prelude: String {
        """
        docker() { '\(tool ?? "")' '\(directory)' "$@"; }
        told() { printf '\n[%s]\n' "$1"; }
        set +e

        """
    }

    static func stop() {
        guard let tool else { return }
        _ = try? Shell(directory: "/tmp").run("'\(tool)' '\(directory)' down >/dev/null 2>&1")
    }
}

/// The same stories in Docker 28 and in Lay: output, status, changed paths, what inspect tells.
@Suite(.serialized) struct DockerPeerTests {
    /// What both sides start from.
    private static let setup = """
        mkdir -p root/bin root/etc root/data/sub root/tmp hs/sub
        cp $(command -v busybox) root/bin/busybox
        for n in sh ls cat mkdir rm rmdir echo chmod chown ln mv cp find sort stat touch sleep true \\
            false head wc test id env pwd readlink grep tr [; do ln -s busybox root/bin/$n; done
        printf 'root:x:0:0:root:/root:/bin/sh\\napp:x:1000:1000::/:/bin/sh\\n' > root/etc/passwd
        echo f > root/data/f; echo g > root/data/sub/g; ln -s f root/data/l
        ln root/data/f root/data/h; chmod 750 root/data; chown 33:44 root/data; chmod 1777 root/tmp
        find root -exec touch -h -d @1000 {} +
        tar -C root -cf root.tar .
        echo host > hs/f; echo x > hs/sub/x; chmod 700 hs
        """

    @Test func `stories are there`() {
        #expect(DockerStory.all.count >= 30)
    }

    @Test(.needs("docker-peer") { DockerPeer.isUp })
    func `stories end in Lay as in Docker`() throws {
        defer { DockerPeer.stop() }
        try Shell.inTemporaryDirectory { shell in
            try shell.run(Self.setup)
            try shell.run(DockerPeer.prelude + "docker import root.tar lay-stories >/dev/null")
            defer {
                _ = try? shell.run(
                    DockerPeer.prelude + """
                        docker rm -f -v $(docker ps -aq) >/dev/null 2>&1
                        docker volume prune -a -f >/dev/null 2>&1
                        docker image prune -a -f >/dev/null 2>&1; true
                        """)
            }
            for (index, story) in DockerStory.all.enumerated() {
                let prefix = "lay\(index)"
                try shell.run("rm -rf out; mkdir out")
                let docker = try shell.run(
                    DockerPeer.prelude + story.shellScript(prefix: prefix))
                try shell.run("rm -rf out; mkdir out")
                let lay = inLay(story.layScript(prefix: prefix), story.name, shell)
                #expect(normal(lay) == normal(docker), "\(story.name)")
            }
        }
    }

    private func inLay(_ script: String, _ name: String, _ shell: Shell) -> String {
        let output = Output()
        var host = Host()
        host.files = DiskFileSystem()
        host.workingDirectory = shell.directory
        host.readable = [shell.directory]
        host.writable = [shell.directory]
        host.output = { output.add($0) }
        do {
            try Engine(host: host).run(script, name: name)
        } catch {
            return output.text + error.report
        }
        return output.text
    }

    /// Maps of JSON have no order, and Docker says on the output why exec failed.
    private func normal(_ text: String) -> [String] {
        text.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("OCI runtime") }.map {
            line in
            guard line.hasPrefix("{") || line.hasPrefix("["),
                let value = try? JSONSerialization.jsonObject(with: Data(line.utf8)),
                let data = try? JSONSerialization.data(
                    withJSONObject: value, options: [.sortedKeys, .withoutEscapingSlashes])
            else { return String(line) }
            return String(decoding: data, as: UTF8.self)
        }
    }
}
