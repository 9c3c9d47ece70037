internal import LayBounds
internal import LayFiles
internal import LayRuntime

/// What scripts cannot do with files, worlds and programs.
extension LayError {
    /// The error with the path that it is about.
    func about(_ path: TreePath) -> LayError {
        var result = self
        result.details.append(("path", .text("\(path)")))
        return result
    }

    static func noFile(_ path: TreePath, in subject: String, nearest: String?) -> LayError {
        LayError(
            .notFound, "no file '\(path)' in \(subject)",
            help: nearest.map { "did you mean '\(path.parent.appending(name: $0.utf8))'?" }
                ?? "`path in …` asks without an error, and get(path) gives nil"
        ).about(path)
    }

    /// What stands in front of a place that other tools name so: `docker://busybox`, `oci:dir:tag`.
    static func scheme(of path: String) -> String? {
        [
            "docker", "docker-daemon", "containers-storage", "oci", "oci-archive", "docker-archive",
            "dir",
        ]
        .first { path.hasPrefix("\($0):") }
    }

    static func noRegistry(_ path: String, scheme: String) -> LayError {
        let rest = path.dropFirst(scheme.utf8.count + 1)
        let isLocal = ["oci", "oci-archive", "docker-archive", "dir"].contains(scheme)
        let place = rest.split(separator: ":").first ?? rest
        return LayError(
            .valueError,
            isLocal
                ? "'\(path)' is a name for skopeo; Lay takes the path alone"
                : "Lay reads no registry and no other tool's store, such as '\(path)'",
            help: isLocal
                ? "image.load(\"\(place)\")"
                : "skopeo copy \(path) oci:image:latest, then image.load(\"image\")")
    }

    static func danglingLink(_ path: TreePath, to target: [UInt8], in subject: String) -> LayError {
        LayError(
            .notFound,
            "'\(path)' in \(subject) is a link to "
                + "'\(TreePath.display(target[...]))', which is not there",
            help: "entry(\"\(path)\") gives the link itself"
        ).about(path)
    }

    static func noPath(_ key: String, in subject: String) -> LayError {
        LayError(.typeError, "\(subject) is indexed by paths, not \(key)")
    }

    static func noTree(_ value: String) -> LayError {
        LayError(.typeError, "edit: the function must give a tree, not \(value)")
    }

    static var withinOwnWorld: LayError {
        LayError(.invalidState, "within: this is the world the script runs in")
    }

    static var restoresOwnWorld: LayError {
        LayError(
            .typeError, "restore: 'world' must be a world from fork() or load(), not this one")
    }

    static func noProgramStatus(_ value: String) -> LayError {
        LayError(
            .typeError,
            "a program's function gives its status, an int from 0 to 255, not \(value)")
    }

    static func noSignalStatus(_ value: String) -> LayError {
        LayError(
            .typeError,
            "on_signal gives the status to end with, nil, or false to go on, not \(value)")
    }
}
