internal import LayBounds
import LayFiles
import LayShell

/// The scripts that packages bring for their own changes (deb-preinst(5) and the like).
enum MaintainerScript: String {
    case preinst, postinst, prerm, postrm

    /// As messages call it.
    var text: String {
        switch self {
        case .preinst: "pre-installation"
        case .postinst: "post-installation"
        case .prerm: "pre-removal"
        case .postrm: "post-removal"
        }
    }

    /// Whose script it is.
    enum Origin: String { case new, old, installed }
}

extension PackageRun {
    /// Runs a script of a package that is installed; why it failed, or `nil`.
    ///
    /// - Throws: `BoundReached`.
    func script(
        _ script: MaintainerScript, of package: DebianPackage, _ arguments: [String],
        _ origin: MaintainerScript.Origin = .installed
    ) throws -> String? {
        try run(script, package, database.infoPath(package, script.rawValue), arguments, origin)
    }

    /// Runs a script of an archive; why it failed, or `nil`.
    ///
    /// - Throws: `BoundReached`.
    func script(
        _ script: MaintainerScript, of unpacked: UnpackedPackage, _ arguments: [String]
    ) throws -> String? {
        guard let member = unpacked.members.first(where: { $0.name == script.rawValue }) else {
            return nil
        }
        let directory = database.directory.appending(name: "tmp.ci".utf8)
        let path = directory.appending(name: script.rawValue.utf8)
        if settings.isDry { return nil }
        try files.makeDirectory(directory)
        try? files.unlink(path)
        try files.write(
            FileContents(member.bytes), to: path,
            creating: FileAttributes(mode: member.mode | 0o111))
        defer { try? files.removeAll(directory) }
        return try run(script, unpacked.package, path, arguments, .new)
    }

    private func run(
        _ script: MaintainerScript, _ package: DebianPackage, _ path: TreePath,
        _ arguments: [String], _ origin: MaintainerScript.Origin
    ) throws -> String? {
        guard !settings.isDry, (try? files.entry(at: path, follow: true)) != nil else { return nil }
        try call.flush()
        var words = [Array("\(path)".utf8)] + arguments.map { Array($0.utf8) }
        let isElsewhere = !root.isRoot && !settings.forces("script-chrootless")
        if isElsewhere {
            let inner = path.relative(to: root).map { "/\(TreePath.display($0.bytes[...]))" }
            words[0] = Array((inner ?? "\(path)").utf8)
            words.insert(contentsOf: ["chroot", "\(root)"].map { Array($0.utf8) }, at: 0)
        }
        let child = context.child(words: words)
        child.workingDirectory = .root
        let values = [
            ("DPKG_MAINTSCRIPT_PACKAGE", package.name),
            ("DPKG_MAINTSCRIPT_PACKAGE_REFCOUNT", "1"),
            ("DPKG_MAINTSCRIPT_ARCH", package.architecture),
            ("DPKG_MAINTSCRIPT_NAME", script.rawValue),
            ("DPKG_MAINTSCRIPT_DEBUG", "0"),
            ("DPKG_ROOT", isElsewhere || root.isRoot ? "" : "\(root)"),
            ("DPKG_ADMINDIR", isElsewhere ? "/var/lib/dpkg" : "\(database.directory)"),
            ("DPKG_RUNNING_VERSION", DpkgRelease.version),
        ]
        for (name, value) in values {
            child.variables.removeAll { $0.key.elementsEqual(name.utf8) }
            child.variables.append((Array(name.utf8), Array(value.utf8)))
        }
        if child["DEBIAN_FRONTEND"] == nil {
            child.variables.append((Array("DEBIAN_FRONTEND".utf8), Array("noninteractive".utf8)))
        }
        // What a script asks of dpkg has to be written down before.
        try database.save()
        let name =
            "\(origin.rawValue) \(database.shown(package)) package \(script.text) script"
        do {
            guard case .exited(let status) = try ProgramRunner.run(child), status != 0 else {
                return nil
            }
            return "\(name) subprocess returned error exit status \(status)"
        } catch let error as ProgramError {
            let reason =
                error.status == ExitStatus.notFound
                ? "No such file or directory" : "Exec format error"
            try voice.tell("dpkg (subprocess): unable to execute \(name) (\(path)): \(reason)")
            return "\(name) subprocess returned error exit status 2"
        }
    }
}

/// Which dpkg Lay's is like.
enum DpkgRelease {
    static let version = "1.21.22"
}
