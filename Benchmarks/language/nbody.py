import math

days = 365.24
solar = 4.0 * math.pi * math.pi

class Body:
    __slots__ = ("x", "y", "z", "vx", "vy", "vz", "mass")
    def __init__(self, x, y, z, vx, vy, vz, mass):
        self.x, self.y, self.z = x, y, z
        self.vx, self.vy, self.vz = vx, vy, vz
        self.mass = mass

def make():
    return [
        Body(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, solar),
        Body(4.84143144246472090, -1.16032004402742839, -0.103622044471123109,
            0.00166007664274403694 * days, 0.00769901118419740425 * days,
            -0.0000690460016972063023 * days, 0.000954791938424326609 * solar),
        Body(8.34336671824457987, 4.12479856412430479, -0.403523417114321381,
            -0.00276742510726411157 * days, 0.00499852801234917238 * days,
            0.0000230417297573763929 * days, 0.000285885980666130812 * solar),
        Body(12.8943695621391310, -15.1111514016986312, -0.223307578892655734,
            0.00296460137564761618 * days, 0.00237847173959480950 * days,
            -0.0000296589568540237556 * days, 0.0000436624404335156298 * solar),
        Body(15.3796971148509165, -25.9193146099879641, 0.179258772950371181,
            0.00268067772490389322 * days, 0.00162824170038242295 * days,
            -0.0000951592254519715870 * days, 0.0000515138902046611451 * solar),
    ]

def advance(bodies, rounds, step):
    count = len(bodies)
    for _ in range(rounds):
        for i in range(count):
            a = bodies[i]
            ax, ay, az, mass = a.x, a.y, a.z, a.mass
            vx, vy, vz = a.vx, a.vy, a.vz
            for j in range(i + 1, count):
                b = bodies[j]
                dx = ax - b.x
                dy = ay - b.y
                dz = az - b.z
                square = dx * dx + dy * dy + dz * dz
                factor = step / (square * math.sqrt(square))
                other = b.mass * factor
                vx -= dx * other
                vy -= dy * other
                vz -= dz * other
                own = mass * factor
                b.vx += dx * own
                b.vy += dy * own
                b.vz += dz * own
            a.vx = vx
            a.vy = vy
            a.vz = vz
            a.x = ax + step * vx
            a.y = ay + step * vy
            a.z = az + step * vz
    return bodies

last = advance(make(), 150000, 0.01)
print(round(last[0].x * 1000000), round(last[1].x * 1000000), round(last[4].y * 1000000))
