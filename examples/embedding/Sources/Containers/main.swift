import LayContainers
import LayDisk
import LayFiles
import LayImages
import LayWorld

// The model without the language: load an image, run a container, exec in it, commit, save.
func run(_ arguments: [String]) throws {
    guard let directory = arguments.first, directory.hasPrefix("/") else {
        print("usage: Containers /DIRECTORY [/IMAGE]")
        return
    }
    let disk = DiskFileSystem()
    let world = World()
    let engine = ContainerEngine(world)

    // A base from an OCI layout, a docker-archive or a directory; without one Lay's own.
    let base =
        try arguments.dropFirst().first.map { path in
            try ImageReader(disk).read(TreePath(path)).first?.image ?? .scratch
        } ?? Toolbox.image

    var options = World.Options()
    options.name = "box"
    options.command = ["sleep", "infinity"]
    let box = try world.create(base, imageName: "base", options)
    try engine.start(box.id)

    let result = try engine.exec(box.id, ExecOptions(["sh", "-c", "echo hi > /f; wc -c < /f"]))
    print("wrote", String(decoding: result.output, as: UTF8.self), terminator: "")
    try engine.stop(box.id)
    print("stopped with", try world.container(box.id).life.status ?? -1)

    let image = try world.commit(try world.container(box.id), message: "with /f", author: nil)
    world.keep(image)
    try world.tag(image, try Reference("app:1.0"))
    try WorldStore.save(world, to: disk, TreePath("\(directory)/containers-world"))
    print("saved \(image.layers.count) layers")
}

do {
    try run(Array(CommandLine.arguments.dropFirst()))
} catch {
    print("error: \(error)")
}
