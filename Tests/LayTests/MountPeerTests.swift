import Foundation
import Lay
import LayDisk
import LayFiles
import LayImages
import LayTestSupport
import Testing

/// One container of a scenario: how it is mounted and what its shell runs.
struct MountedRun: Sendable {
    var volumes: [String] = []
    var mounts: [String] = []
    var tmpfs: [String] = []
    var from: [String] = []
    let command: String
}

/// Containers that run one after the other, named `c0`, `c1` …; `%` stands for the scenario's own
/// prefix of volumes and containers, `@` for a host directory with the directory `d` and file `f`.
struct MountScenario: Sendable, CustomTestStringConvertible {
    let name: String
    let runs: [MountedRun]
    var testDescription: String { name }

    init(_ name: String, _ runs: MountedRun...) {
        self.name = name
        self.runs = runs
    }
}

/// The same mounts and commands in podman and in Lay: output, status and changed paths.
@Suite(.serialized) struct MountPeerTests {
    static let look = "find . | sort; stat -c '%a %u:%g %n' ."

    static let scenarios = [
        MountScenario(
            "an empty volume is filled",
            MountedRun(volumes: ["%v:/data"], command: "cd /data; \(look); cat f; stat -c %h h")),
        MountScenario(
            "a filled volume is not filled again",
            MountedRun(volumes: ["%v:/data"], command: "rm /data/f; echo own >/data/own"),
            MountedRun(volumes: ["%v:/data"], command: "cd /data; find . | sort; cat own")),
        MountScenario(
            "hard links in a volume stay links",
            MountedRun(volumes: ["%v:/data"], command: "echo new >/data/f; cat /data/h")),
        MountScenario(
            "nocopy leaves a volume empty",
            MountedRun(volumes: ["%v:/data:nocopy"], command: "find /data")),
        MountScenario(
            "a read-only volume is filled and refuses writes",
            MountedRun(
                volumes: ["%v:/data:ro"],
                command: "cat /data/f; echo x 2>/dev/null >/data/n || echo refused; ls /data")),
        MountScenario(
            "an image's volume and a bare one are anonymous",
            MountedRun(volumes: ["/data"], command: "cat /data/f /vol/img; echo x >/vol/x")),
        MountScenario(
            "a named volume takes the place of the image's",
            MountedRun(volumes: ["%v:/vol"], command: "ls /vol; echo x >/vol/x"),
            MountedRun(volumes: ["%v:/other"], command: "ls /other")),
        MountScenario(
            "two containers share a volume by name and by mount",
            MountedRun(volumes: ["%v:/a"], command: "echo one >/a/f"),
            MountedRun(
                mounts: ["type=volume,source=%v,target=/b"], command: "echo two >>/b/f; cat /b/f")),
        MountScenario(
            "nested volumes are each filled",
            MountedRun(
                volumes: ["%in:/nest/in", "%out:/nest"],
                command: "echo a >/nest/a; echo b >/nest/in/b; find /nest | sort"),
            MountedRun(
                volumes: ["%out:/o", "%in:/i"], command: "find /o | sort; find /i | sort")),
        MountScenario(
            "a mount point is made in the layer",
            MountedRun(volumes: ["%v:/deep/er/mnt"], command: "echo x >/deep/er/mnt/x; ls /deep")),
        MountScenario(
            "a mount on a link lies at its target",
            MountedRun(volumes: ["%v:/link"], command: "ls /data /link/; echo x >/data/new"),
            MountedRun(volumes: ["%v:/v"], command: "ls /v")),
        MountScenario(
            "a mount below a link lies below its target",
            MountedRun(volumes: ["%v:/link/sub"], command: "echo x >/data/sub/x; find /data | sort")
        ),
        MountScenario(
            "a bind mount hides the image's files and shows the host's",
            MountedRun(
                volumes: ["@/d:/data"],
                command: "ls /data; echo more >>/data/host; mkdir /data/dir; mv /data/x /data/dir"),
            MountedRun(volumes: ["@/d:/data:ro"], command: "cat /data/host; find /data | sort")),
        MountScenario(
            "a file is mounted on a file and where nothing is",
            MountedRun(
                volumes: ["@/f:/afile", "@/f:/new/file:ro"],
                command: "cat /afile /new/file; echo x >>/afile; cat /new/file")),
        MountScenario(
            "a file mounted on a link covers its target",
            MountedRun(volumes: ["@/f:/linkf"], command: "cat /afile; ls -l /linkf | cut -c1")),
        MountScenario(
            "volumes_from takes volumes and keeps ro",
            MountedRun(volumes: ["%v:/s", "/anon"], command: "echo s >/s/s; echo a >/anon/a"),
            MountedRun(from: ["%c0"], command: "cat /s/s /anon/a; echo more >>/s/s"),
            MountedRun(
                from: ["%c0:ro"],
                command: "cat /s/s; echo x 2>/dev/null >/s/n || echo refused; ls /s")),
        MountScenario(
            "an explicit mount wins over volumes_from",
            MountedRun(volumes: ["%v:/s"], command: "echo theirs >/s/f"),
            MountedRun(volumes: ["%w:/s"], from: ["%c0"], command: "ls /s; echo mine >/s/g; ls /s")),
        MountScenario(
            "a tmpfs is of its container alone",
            MountedRun(
                tmpfs: ["/t:size=64k,mode=700"],
                command: "stat -c %a /t; echo x >/t/x; cat /t/x; cp /data/f /t; ls /t")),
        MountScenario(
            "moves between mounts are copies, links are refused",
            MountedRun(
                volumes: ["%v:/a", "%w:/b"],
                command:
                    "echo x >/a/f; mv /a/f /b/g; find /a /b; ln /b/g /a/h 2>/dev/null || echo refused"
            )),
        MountScenario(
            "links lead from one part to another",
            MountedRun(
                volumes: ["%v:/a"],
                command:
                    "ln -s /afile /a/abs; ln -s ../afile /a/up; cat /a/abs /a/up; cd /a; cat ../afile"
            )),
        MountScenario(
            "a mount point is busy",
            MountedRun(
                volumes: ["%v:/a/b"],
                command:
                    "rmdir /a/b 2>/dev/null || echo busy; mv /a/b /a/c 2>/dev/null || echo busy"
            )),
    ]

    /// What both sides start from.
    static let setup = """
        mkdir -p root/bin root/etc root/data root/vol root/nest/in d
        cp $(command -v busybox) root/bin/busybox
        for n in sh ls cat mkdir rm rmdir echo chmod chown ln mv cp find sort stat cut touch; do
            ln -s busybox root/bin/$n
        done
        echo root:x:0:0:root:/root:/bin/sh >root/etc/passwd
        echo f >root/data/f; ln root/data/f root/data/h; mkdir root/data/dir
        chmod 751 root/data; chown 1000:50 root/data
        echo img >root/vol/img; echo n >root/nest/n; echo i >root/nest/in/i
        echo afile >root/afile; ln -s data root/link; ln -s afile root/linkf
        echo host >d/host; echo x >d/x; echo file >f
        c=$(buildah from scratch)
        buildah copy -q $c root /
        buildah config --cmd sh --env PATH=/bin --volume /vol $c
        buildah commit -q $c localhost/lay-mounts:1
        buildah rm $c
        skopeo copy -q containers-storage:localhost/lay-mounts:1 oci:base:1
        """

    @Test(.needs("root", "buildah", "skopeo", "podman", "runc", "busybox"))
    func `mounts do in Lay what they do in podman`() throws {
        let directory = FileManager.default.temporaryDirectory.appending(
            path: "lay-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer {
            _ = try? Peer.run("podman rmi -f localhost/lay-mounts:1", in: directory)
            try? FileManager.default.removeItem(at: directory)
        }
        try Peer.run(Self.setup, in: directory)
        for (index, scenario) in Self.scenarios.enumerated() {
            let podman = try inPodman(scenario, "lay\(index)", directory)
            let lay = try inLay(scenario, "lay\(index)", directory)
            #expect(lay == podman, "\(scenario.name)")
        }
    }

    /// A host directory of a side's own, so that both start from the same files.
    private func host(_ directory: URL, _ side: String) throws -> String {
        try Peer.run("rm -rf \(side); mkdir \(side); cp -a d f \(side)", in: directory)
        return directory.appending(path: side).path
    }

    private func quoted(_ text: String) -> String {
        "'" + text.replacingOccurrences(of: "'", with: "'\\''") + "'"
    }

    private func inPodman(_ scenario: MountScenario, _ prefix: String, _ directory: URL) throws
        -> String
    {
        let host = try host(directory, "podman-side")
        func filled(_ text: String) -> String {
            text.replacingOccurrences(of: "%", with: prefix).replacingOccurrences(
                of: "@", with: host)
        }
        defer {
            let names = scenario.runs.indices.map { "\(prefix)c\($0)" }.joined(separator: " ")
            _ = try? Peer.run(
                "podman rm -f -v -t 0 \(names); podman volume rm -f $(podman volume ls -q --filter name=\(prefix))",
                in: directory)
        }
        var text = ""
        for (index, run) in scenario.runs.enumerated() {
            var flags = run.volumes.flatMap { ["-v", filled($0)] }
            flags += run.mounts.flatMap { ["--mount", filled($0)] }
            flags += run.tmpfs.flatMap { ["--tmpfs", filled($0)] }
            flags += run.from.flatMap { ["--volumes-from", filled($0)] }
            let arguments = (flags + ["localhost/lay-mounts:1", "sh", "-c", run.command])
                .map(quoted).joined(separator: " ")
            text += try Peer.run(
                """
                podman --runtime runc run --name \(prefix)c\(index) --network=none --ulimit nofile=1024:1024 \
                --ulimit nproc=1000:1000 \(arguments) && s=0 || s=$?
                echo status $s
                podman diff \(prefix)c\(index) | grep -vE '^. /(etc|run|dev|proc|sys)(/|$)' | sort -k2 || true
                """, in: directory)
        }
        return text
    }

    private func inLay(_ scenario: MountScenario, _ prefix: String, _ directory: URL) throws
        -> String
    {
        let side = try host(directory, "lay-side")
        let output = Output()
        var host = Host()
        host.files = DiskFileSystem()
        host.workingDirectory = directory.path
        host.readable = [directory.path]
        host.writable = [directory.path]
        host.output = { output.add($0) }
        let engine = Engine(host: host)
        func literal(_ texts: [String]) -> String {
            let filled = texts.map {
                $0.replacingOccurrences(of: "%", with: prefix).replacingOccurrences(
                    of: "@", with: side)
            }
            return "[" + filled.map { "\"\($0)\"" }.joined(separator: ", ") + "]"
        }
        var script = "let base = image.load(\"base\")\n"
        for (index, run) in scenario.runs.enumerated() {
            script += """
                let c\(index) = base.start(name: "\(prefix)c\(index)", volumes: \(literal(run.volumes)),
                    mounts: \(literal(run.mounts)), tmpfs: \(literal(run.tmpfs)),
                    volumes_from: \(literal(run.from)), command: ["sh", "-c", "\(run.command)"])
                let log\(index) = c\(index).logs()
                if log\(index) != "" { print(log\(index).trim_end()) }
                print("status", c\(index).status)
                for d in c\(index).diff() { print("\\(d.kind) \\(d.path)") }

                """
        }
        do {
            try engine.run(script, name: scenario.name)
        } catch {
            return error.report
        }
        return output.text
    }
}
