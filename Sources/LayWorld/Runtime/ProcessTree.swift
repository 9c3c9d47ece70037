internal import LayFiles

/// `/proc` as far as scripts read it, made when somebody looks.
struct ProcessTree {
    private(set) var tree = Self.machine

    /// A file that holds another text each time it is read.
    static let uuid: TreePath = "/proc/sys/kernel/random/uuid"

    /// What a container shows with its mounts, `uptime` seconds after it was started.
    init(
        _ container: Container, uptime: Int, bootID: String, running: ProcessView,
        others: [ProcessView] = []
    ) {
        let hostname = container.settings.hostname
        tree.put("\(hostname)\n", mode: 0o444, at: "/proc/sys/kernel/hostname")
        tree.put("\(bootID)\n", mode: 0o444, at: "/proc/sys/kernel/random/boot_id")
        tree.put("\(uptime).00 \(uptime).00\n", mode: 0o444, at: "/proc/uptime")
        tree.put("0.00 0.00 0.00 1/1 \(running.number)\n", mode: 0o444, at: "/proc/loadavg")
        let mounts = Self.mounts(of: container)
        if running.number != 1 {
            var first = ProcessView(1, container.settings.command)
            first.workingDirectory = TreePath(container.settings.workingDirectory)
            add(first, mounts)
        }
        for process in others where process.number != running.number { add(process, mounts) }
        add(running, mounts)
        tree.putLink("\(running.number)", at: "/proc/self")
    }

    private mutating func add(_ process: ProcessView, _ mounts: String) {
        let directory = TreePath("/proc/\(process.number)")
        let owner = process.credentials.uid
        tree.putDirectory(directory, mode: 0o555)
        func put(_ name: String, _ text: String, mode: UInt16 = 0o444, _ tree: inout FileTree) {
            let contents = FileNode.Body.file(FileContents(text))
            tree.put(contents, mode: mode, uid: owner, at: directory.appending(name: name.utf8))
        }
        // What it was called, cut as the kernel cuts it (TASK_COMM_LEN).
        let called = TreePath(process.arguments.first ?? "").name.prefix(15)
        let name = TreePath.display(called)
        put("cmdline", process.arguments.map { $0 + "\0" }.joined(), &tree)
        put(
            "environ", process.environment.map { "\($0.key)=\($0.value)\0" }.joined(),
            mode: 0o400, &tree)
        put("comm", name + "\n", mode: 0o644, &tree)
        put("mounts", mounts, &tree)
        put("cgroup", "0::/\n", &tree)
        put("oom_score_adj", "0\n", mode: 0o644, &tree)
        put("status", Self.status(process, name), &tree)
        put("stat", Self.numbers(process, name), &tree)
        tree.putLink("\(process.workingDirectory)", at: directory.appending(name: "cwd".utf8))
        tree.putLink("/", at: directory.appending(name: "root".utf8))
        if let executable = process.executable {
            tree.putLink("\(executable)", at: directory.appending(name: "exe".utf8))
        }
        let open = directory.appending(name: "fd".utf8)
        tree.put(.directory, mode: 0o500, uid: owner, at: open)
        for number in process.descriptors {
            tree.put(.fifo, mode: 0o600, uid: owner, at: open.appending(name: "\(number)".utf8))
        }
    }

    private static func status(_ process: ProcessView, _ name: String) -> String {
        let (uid, gid) = (process.credentials.uid, process.credentials.gid)
        let mask = String(process.umask, radix: 8)
        // What Docker gives to root.
        let rights = uid == 0 ? "00000000a80425fb" : "0000000000000000"
        return """
            Name:\t\(name)
            Umask:\t\(String(repeating: "0", count: max(0, 4 - mask.count)))\(mask)
            State:\tR (running)
            Tgid:\t\(process.number)
            Ngid:\t0
            Pid:\t\(process.number)
            PPid:\t\(process.number == 1 ? 0 : 1)
            TracerPid:\t0
            Uid:\t\(uid)\t\(uid)\t\(uid)\t\(uid)
            Gid:\t\(gid)\t\(gid)\t\(gid)\t\(gid)
            FDSize:\t64
            Groups:\t\(process.credentials.groups.map { "\($0) " }.joined())
            VmPeak:\t    1024 kB
            VmSize:\t    1024 kB
            VmRSS:\t    1024 kB
            Threads:\t1
            CapInh:\t0000000000000000
            CapPrm:\t\(rights)
            CapEff:\t\(rights)
            CapBnd:\t00000000a80425fb
            CapAmb:\t0000000000000000
            NoNewPrivs:\t0
            Seccomp:\t2
            Cpus_allowed:\t1
            Cpus_allowed_list:\t0

            """
    }

    private static func numbers(_ process: ProcessView, _ name: String) -> String {
        let parent = process.number == 1 ? 0 : 1
        let rest = [parent, 1, 1, 0, -1] + [Int](repeating: 0, count: 43)
        return "\(process.number) (\(name)) R " + rest.map { "\($0)" }.joined(separator: " ")
            + "\n"
    }

    private static func mounts(of container: Container) -> String {
        let isReadOnly = container.settings.isReadOnly
        let root = isReadOnly ? "ro" : "rw"
        var lines = [
            "overlay / overlay \(root),relatime 0 0",
            "proc /proc proc rw,nosuid,nodev,noexec,relatime 0 0",
            "tmpfs /dev tmpfs rw,nosuid,size=65536k,mode=755 0 0",
            "devpts /dev/pts devpts rw,nosuid,noexec,relatime,gid=5,mode=620,ptmxmode=666 0 0",
            "sysfs /sys sysfs ro,nosuid,nodev,noexec,relatime 0 0",
            "mqueue /dev/mqueue mqueue rw,nosuid,nodev,noexec,relatime 0 0",
            "shm /dev/shm tmpfs rw,nosuid,nodev,noexec,relatime,size=65536k 0 0",
        ]
        let taken = Set(container.settings.mounts.map(\.destination))
        for root in RuntimeFiles.Root.allCases where root.isSetting && !taken.contains(root.path) {
            lines.append(
                "/dev/vda \(root.path) ext4 \(isReadOnly ? "ro" : "rw"),relatime 0 0")
        }
        for mount in container.settings.mounts {
            let mode = mount.isReadOnly ? "ro" : "rw"
            // As the kernel writes names with blanks (getmntent(3)).
            let place = mount.destination.description.reduce(into: "") { text, character in
                switch character {
                case " ": text += "\\040"
                case "\t": text += "\\011"
                case "\n": text += "\\012"
                case "\\": text += "\\134"
                default: text.append(character)
                }
            }
            lines.append(
                mount.source == .tmpfs
                    ? "tmpfs \(place) tmpfs \(mode),nosuid,nodev,noexec,relatime"
                        + (mount.tmpfs.size.map { ",size=\($0 / 1024)k" } ?? "") + " 0 0"
                    : "/dev/vda \(place) ext4 \(mode),relatime 0 0")
        }
        return lines.map { $0 + "\n" }.joined()
    }

    /// What all containers show of the machine, which is the same everywhere.
    private static let machine: FileTree = {
        var tree = FileTree()
        tree.putDirectory("/proc", mode: 0o555)
        tree.putLink("self/mounts", at: "/proc/mounts")
        for (name, text) in [
            (
                "cpuinfo",
                "processor\t: 0\nvendor_id\t: Lay\nmodel name\t: Lay\ncpu MHz\t\t: 1000.000\n"
                    + "physical id\t: 0\nsiblings\t: 1\ncore id\t\t: 0\ncpu cores\t: 1\n\n"
            ),
            (
                "meminfo",
                "MemTotal:        2097152 kB\nMemFree:         1048576 kB\n"
                    + "MemAvailable:    1572864 kB\nBuffers:               0 kB\n"
                    + "Cached:           524288 kB\nSwapTotal:             0 kB\n"
                    + "SwapFree:              0 kB\n"
            ),
            ("version", "Linux version \(release) (lay@lay) #1 SMP\n"),
            ("cmdline", "BOOT_IMAGE=/lay\n"),
            ("stat", "cpu  0 0 0 0 0 0 0 0 0 0\ncpu0 0 0 0 0 0 0 0 0 0 0\nbtime 0\n"),
            ("filesystems", "nodev\tproc\nnodev\ttmpfs\nnodev\toverlay\n\text4\n"),
            ("sys/kernel/ostype", "Linux\n"), ("sys/kernel/osrelease", "\(release)\n"),
            ("sys/kernel/version", "#1 SMP\n"), ("sys/kernel/domainname", "(none)\n"),
            ("sys/kernel/pid_max", "32768\n"), ("sys/kernel/threads-max", "16384\n"),
            ("sys/kernel/cap_last_cap", "40\n"), ("sys/kernel/shmmax", "18446744073692774399\n"),
            ("sys/kernel/random/entropy_avail", "256\n"), ("sys/kernel/random/uuid", ""),
            ("sys/fs/file-max", "65536\n"), ("sys/vm/max_map_count", "65530\n"),
            ("sys/vm/overcommit_memory", "0\n"), ("sys/vm/swappiness", "60\n"),
            ("sys/net/core/somaxconn", "4096\n"), ("sys/net/ipv4/ip_forward", "0\n"),
        ] {
            tree.put(text, mode: 0o444, at: TreePath("/proc/\(name)"))
        }
        return tree
    }()

    private static let release = "6.1.0-lay"
}
