internal import LayArchive
internal import LayFiles
public import LayImages
internal import LayShell
internal import LayUtilities

/// Lay's own base image: every built-in program under its usual name, each a two-line file, so
/// that nothing exported from it passes for a real binary.
public enum Toolbox {
    /// The image.
    public static var image: Image {
        var changes = TreeChanges()
        do throws(FileError) {
            for directory in [
                "bin", "etc", "root", "tmp", "usr", "usr/bin", "usr/lib", "usr/lib/lay", "var",
                "var/tmp",
            ] {
                let mode: UInt16 =
                    directory.hasSuffix("tmp") ? 0o1777 : directory == "root" ? 0o700 : 0o755
                try changes.add(
                    FileNode(.directory, attributes: FileAttributes(mode: mode)),
                    at: TreePath(directory))
            }
            let program = FileContents(
                "#!\(ProgramRunner.builtinInterpreter)\n# Lay runs a built-in program in place of this file.\n"
            )
            for utility in Utilities.all {
                let path = TreePath("/bin").appending(name: utility.name.utf8)
                try changes.add(
                    FileNode(.file(program), attributes: FileAttributes(mode: 0o755)), at: path)
            }
            // Where scripts look for it: `#!/usr/bin/env lay`.
            try changes.add(
                FileNode(
                    .symlink(target: Array("../../bin/env".utf8)),
                    attributes: FileAttributes(mode: 0o777)),
                at: "/usr/bin/env")
            let texts = [
                (
                    "/etc/passwd",
                    "root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/false\n"
                ),
                ("/etc/group", "root:x:0:\nnogroup:x:65534:\n"),
                ("/etc/os-release", "ID=lay\nNAME=\"Lay toolbox\"\n"),
            ]
            for (path, text) in texts {
                try changes.add(
                    FileNode(.file(FileContents(text)), attributes: FileAttributes(mode: 0o644)),
                    at: TreePath(path))
            }
        } catch {
            return .scratch
        }
        let layer = Layer(changes, createdBy: "toolbox")
        guard let image = try? Image.scratch.adding(layer, created: Timestamp.text(0)) else {
            return .scratch
        }
        var config = image.config
        config[parameter: "Cmd"] = .array([.string("sh")])
        config.setEnvironment(
            "PATH", SearchPath.standard)
        return (try? Image(layers: image.layers, config: config)) ?? .scratch
    }
}
