import LayArchive
import LayFiles
import LayTestSupport
import LayWorld

@testable import LayImages

/// Worlds of random images, containers and volumes.
struct RandomWorld {
    var choices: Choices
    let world: World

    init(seed: UInt64, steps: Int = 12) throws {
        choices = Choices(state: seed)
        world = World(clock: Int.random(in: 0..<2_000_000_000, using: &choices))
        try change(steps: steps)
    }

    /// Goes on with the world for some steps.
    mutating func change(steps: Int) throws {
        for step in 0..<steps {
            switch Int.random(in: 0..<10, using: &choices) {
            case 0, 1, 2: try addImage()
            case 3: try addVolume()
            case 4, 5, 6: try addContainer()
            case 7: try changeContainer(step)
            case 8:
                if let volume = world.state.volumes.all.randomElement(using: &choices) {
                    world.state.volumes.update(volume.name) {
                        choices.change(&$0.tree, step)
                    }
                }
            default: world.state.clock += 1
            }
        }
        // One of each, whatever the dice say.
        if world.listedImages.isEmpty { try addImage() }
        if world.containers.isEmpty { try addContainer() }
        if world.state.volumes.count == 0 { try addVolume() }
    }

    private mutating func tree(_ base: FileTree = FileTree()) -> FileTree {
        var tree = base
        for step in 0..<Int.random(in: 1..<12, using: &choices) { choices.change(&tree, step) }
        return tree
    }

    private mutating func addImage() throws {
        let known = world.listedImages.randomElement(using: &choices)?.image
        let base = Bool.random(using: &choices) ? known ?? .scratch : .scratch
        var image = try base.replacingFiles(
            with: tree(base.tree), createdBy: "step \(choices.next() % 9)",
            created: world.timestamp)
        if Bool.random(using: &choices) {
            image = image.configured("HEALTHCHECK", created: world.timestamp) {
                $0[parameter: "Healthcheck"] = .object([
                    "Test": .array([.string("CMD"), .string("true")])
                ])
            }
        }
        world.keep(image, isListed: Bool.random(using: &choices))
        if Int.random(in: 0..<3, using: &choices) > 0 {
            try world.tag(
                image,
                try Reference(
                    ["app", "app:2", "localhost:5000/x/y:z"].randomElement(using: &choices)
                        ?? "app"))
        }
    }

    private mutating func addVolume() throws {
        let name = ["one", "two", "three"].randomElement(using: &choices) ?? "one"
        let volume = try world.createVolume(
            Bool.random(using: &choices) ? name : nil, labels: [("a", "é\n\"")],
            options: Bool.random(using: &choices) ? [("type", "tmpfs"), ("o", "size=1m")] : [])
        let files = tree(volume.tree)
        world.state.volumes.update(volume.name) { $0.tree = files }
    }

    private mutating func mounts() -> [Mount] {
        var bind = Mount(
            .bind("/host/dir"), at: "/m/bind", isReadOnly: true, origin: .bind("/host/dir:/m/bind"))
        (bind.mode, bind.propagation, bind.makesSource) = ("ro,z", "rslave", true)
        var tmpfs = Mount(.tmpfs, at: "/m/tmp", copies: false, origin: .tmpfs("size=1m"))
        tmpfs.tmpfs = TmpfsOptions(size: 1 << 20, mode: 0o700)
        (tmpfs.tmpfs.uid, tmpfs.tmpfs.gid) = (7, 8)
        let all = [
            bind, tmpfs, Mount(.volume("data"), at: "/m/vol", copies: false, subpath: "/sub"),
            Mount(.volume(""), at: "/m/any", isAnonymous: true, origin: .anonymous),
            Mount(.volume("more"), at: "/m/more", origin: .inherited),
        ]
        return all.filter { _ in Bool.random(using: &choices) }
    }

    private mutating func addContainer() throws {
        let image = world.listedImages.randomElement(using: &choices)?.image ?? .scratch
        var options = World.Options()
        options.command = ["sleep", "é"]
        options.labels = [("l", "v"), ("m", "")]
        options.environment = [("E", "1=2")]
        options.restartPolicy = try RestartPolicy("on-failure:3")
        options.isReadOnly = Bool.random(using: &choices)
        options.stopSignal = "SIGINT"
        var container: Container
        do {
            container = try world.create(image, imageName: "app", options)
        } catch is FileError {
            return
        } catch is ImageError {
            return
        }
        // Set by hand, since no host is there to bind from and names may be files of the image.
        let mounts = mounts()
        let log = (0..<9).map { _ in UInt8.random(in: 0...255, using: &choices) }
        let state: [Container.State] = [.created, .running, .paused, .exited]
        let code = Int.random(in: 0..<256, using: &choices)
        try world.update(container.id) {
            $0.settings.mounts = mounts
            $0.life.log = log
            $0.life.state = state[code % 4]
            $0.life.status = code % 3 == 0 ? nil : code
            $0.life.started = code % 5 == 0 ? nil : code
            $0.life.finished = code % 7 == 0 ? nil : code
            $0.life.restartCount = code % 11
            $0.settings.stopTimeout = code % 13
            $0.life.startError = code % 2 == 0 ? "" : "no such program"
            $0.temporary = ["/m/tmp": FileTree()]
            for number in 0..<(code % 8) {
                $0.life.health?.add(
                    .init(time: number, status: code % 2, output: "\u{0}out"), retries: 2)
            }
        }
        container = try world.container(container.id)
        try changeContainer(1)
    }

    private mutating func changeContainer(_ step: Int) throws {
        guard let container = world.containers.randomElement(using: &choices) else { return }
        var tree = container.tree
        for number in 0..<6 { choices.change(&tree, step + number) }
        // A directory that is made anew hides what the image has in it.
        if let item = try container.image.tree.list(.root).first(where: { $0.kind == .directory }),
            Bool.random(using: &choices)
        {
            let path = TreePath.root.appending(name: item.name)
            try? tree.removeAll(path)
            try? tree.makeDirectories(path)
        }
        try world.update(container.id) { $0.tree = tree }
    }
}
