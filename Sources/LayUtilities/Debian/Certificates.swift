internal import LayFiles
import LayShell

extension Utilities {
    static let updateCertificatesUtility = Utility(
        "update-ca-certificates", "gather the certificates that are trusted", usage: "[OPTION]...",
        [
            UtilityOption("-v, --verbose", "tell of each one"),
            UtilityOption("-f, --fresh", "all anew"),
            UtilityOption("--default", "as nobody asked", .idle("as always")),
        ]
    ) { call in
        try call.write("Updating certificates in /etc/ssl/certs...\n")
        let files = call.context.files
        let store = TreePath("/etc/ssl/certs")
        try files.makeDirectory(store)
        var added = 0
        var bundle: [UInt8] = []
        func gather(_ directory: TreePath, _ depth: Int) throws {
            guard depth < 8, let items = try? files.list(directory) else { return }
            for item in items {
                try call.context.step()
                let path = directory.appending(name: item.name)
                if item.kind == .directory {
                    try gather(path, depth + 1)
                    continue
                }
                let name = call.text(item.name)
                guard name.hasSuffix(".crt"),
                    let entry = try? files.entry(at: path, follow: true),
                    case .file(let contents) = entry.node.body
                else { continue }
                try call.context.hold(contents.count)
                bundle += try contents.bytes()
                if bundle.last != 10 { bundle.append(10) }
                let link = store.appending(name: (name.dropLast(4) + ".pem").utf8)
                guard (try? files.entry(at: link, follow: false)) == nil else { continue }
                try files.make(
                    FileNode(
                        .symlink(target: Array("\(path)".utf8)),
                        attributes: FileAttributes(mode: 0o777), modified: files.now), at: link)
                added += 1
            }
        }
        for line in SystemText.lines(of: "/etc/ca-certificates.conf", call.context)
        where !line.hasPrefix("#") && !line.hasPrefix("!") {
            let path = TreePath("/usr/share/ca-certificates/" + line)
            guard let entry = try? files.entry(at: path, follow: true),
                case .file(let contents) = entry.node.body
            else { continue }
            try call.context.hold(contents.count)
            bundle += try contents.bytes()
        }
        try gather("/usr/local/share/ca-certificates", 0)
        try files.write(
            FileContents(bundle), to: store.appending(name: "ca-certificates.crt".utf8),
            creating: FileAttributes(mode: 0o644))
        try call.write(
            "\(added) added, 0 removed; done.\n"
                + "Running hooks in /etc/ca-certificates/update.d...\ndone.\n")
        return 0
    }

    static let crontabUtility = Utility(
        "crontab", "write down what is to be run when", usage: "[-u user] [-l | -r | file]",
        [
            UtilityOption("-u USER", "whose"),
            UtilityOption("-c DIR", "where", .works, .busybox),
            UtilityOption("-l", "print it"),
            UtilityOption("-r", "remove it"),
            UtilityOption("-e", "edit it", .missing),
            UtilityOption("-i", "ask before", .idle("nobody is there"), .gnu),
        ]
    ) { call in
        let name =
            call.options.text("u")
            ?? AccountNames(call.context).user(call.context.uid)?.name ?? "root"
        let directory =
            call.options.value("c").map { call.path($0) }
            ?? "/var/spool/cron/crontabs"
        let path = directory.appending(name: name.utf8)
        if call.has("l") || call.has("r") {
            do {
                if call.has("r") {
                    try call.context.files.unlink(path)
                    return 0
                }
                let reader = try ByteReader(path, call.context)
                while let range = try reader.piece() { try call.write(reader.bytes[range]) }
                return 0
            } catch let error as FileError {
                if let bound = error.bound { throw bound }
                if call.manner == .gnu {
                    try call.context.errors.write("no crontab for \(name)\n")
                    return 1
                }
                throw UtilityFailure("can't open '\(name)': \(error.reason)")
            }
        }
        let reader = try call.reader(call.operands.first ?? [45])
        defer { reader.close() }
        let bytes = try reader.rest()
        try call.context.files.makeDirectory(directory)
        try call.context.files.write(
            FileContents(bytes), to: path, creating: FileAttributes(mode: 0o600))
        return 0
    }
}
