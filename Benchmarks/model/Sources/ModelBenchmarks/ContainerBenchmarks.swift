import Glibc
import LayFiles
import LayImages
import LayWorld

/// A container's whole life, and very many of them in one world.
struct ContainerBenchmarks {
    let image: Image

    private func options(_ name: String? = nil) -> World.Options {
        var options = World.Options()
        options.name = name
        options.command = ["sleep", "infinity"]
        return options
    }

    func run() throws {
        try life()
        try many(100_000)
        try forks()
    }

    /// Create, start, write, remove: what `podman run --rm` does for a program that writes a file.
    private func life() throws {
        let world = World()
        let time = try measure(1000) {
            for _ in 0..<1000 {
                let container = try world.create(image, imageName: "image", options())
                try world.started(container.id)
                try ContainerFileSystem(world, container.id).write(
                    FileContents("x"), to: "/etc/mine", creating: FileAttributes(mode: 0o644))
                try world.ended(container.id, status: 0)
                try world.remove(container.id, force: true, volumes: true)
            }
        }
        report("a container's life", time / 1000, "µs")
    }

    private func many(_ count: Int) throws {
        let world = World()
        let before = residentBytes()
        let time = try measure(count, rounds: 1) {
            for number in 0..<count {
                let container = try world.create(image, imageName: "image", options())
                try world.started(container.id)
                try ContainerFileSystem(world, container.id).write(
                    FileContents("mine \(number)"), to: "/etc/mine",
                    creating: FileAttributes(mode: 0o644))
            }
        }
        report(
            "\(count) containers alive, each with a file written",
            Double(residentBytes() - before) / 1_048_576, "MiB", wanted: 500)
        report("making one of \(count)", time / 1000, "µs")
        guard let first = world.containers.first else { return }
        let start = nanoseconds()
        let saved = world.state
        try world.rename(first, to: "renamed")
        report("fork of that world and a change", (nanoseconds() - start) / 1000, "µs")
        use(saved)
    }

    private func forks() throws {
        let world = World()
        let container = try world.create(image, imageName: "image", options("origin"))
        let time = try measure(10_000, rounds: 1) {
            for _ in 0..<10_000 { use(try world.fork(container, name: nil)) }
        }
        report("fork of a container", time / 1000, "µs")
    }
}
